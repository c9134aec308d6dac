package org.patchbay.chain;

import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.chain.TipChange;

record TipMove(HeaderView from, HeaderView to, HeaderView fork) implements TipChange {}
