/** What a peer is worth. {@code none}: no opinion; {@code weighted}: one number from three. */
package org.patchbay.scoring;
