package org.patchbay.chain;

import org.patchbay.api.chain.HeaderView;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.UInt256;

record StoredHeader(
    BlockHeader header, Hash256 hash, int height, UInt256 chainWork, long medianTime)
    implements HeaderView {}
