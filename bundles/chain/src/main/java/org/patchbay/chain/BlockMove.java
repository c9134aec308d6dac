package org.patchbay.chain;

import java.util.List;
import org.patchbay.api.chain.BlockChange;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.wire.Block;

record BlockMove(List<Block> disconnected, List<Block> connected, HeaderView tip)
    implements BlockChange {}
