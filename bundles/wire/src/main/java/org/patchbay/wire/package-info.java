/**
 * Values, hashing and framing of the Bitcoin P2P protocol.
 *
 * <p>Reading decides one thing: whether bytes are what they claim to be. If not, {@link
 * org.patchbay.wire.MalformedException} tells the two cases that differ in their consequence, a
 * message to drop and a list too long to forgive; what to do about either is for others to say.
 * Nothing is allocated on the strength of a declared length, and what reading costs in memory is a
 * small multiple of the bytes that are there.
 *
 * <p>Blocks and transactions stay the bytes they came as. Their structure is checked when they are
 * read, their parts become objects when somebody asks; most are only relayed, stored or hashed.
 */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package org.patchbay.wire;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
