/**
 * The shell for another process of the same user: {@code patchbay sh} talks to a local socket in
 * the node's folder.
 *
 * <p>Both sides send frames: one byte of kind, four of length (big endian, at most 65536), a body.
 * The client begins with {@code H}, the request, and may send {@code I} (typed bytes), {@code E}
 * (no more of them), {@code C} (interrupt) and {@code W} (columns and rows as text); the node sends
 * {@code O} (output), {@code X} (errors) and at the end {@code R}, one byte: the exit code.
 */
package org.patchbay.shell.attach;
