/**
 * What the log says, how, and where it goes. Bundles write lines through SLF4J; Logback, which the
 * launcher exports to this bundle alone, decides by the levels of loggers whether a line is made at
 * all, which costs nothing where it is not. {@code NodeLogs} sets these levels by {@code
 * Categories}, {@code Followed} lets the lines of single peers through, and every line comes to
 * {@code Outlet}, where {@code RepeatLimit} holds back what repeats and {@code LineFormat} makes
 * text or JSON of it for {@code LogFile} and {@code Screen}.
 *
 * <p>Until this bundle starts the launcher keeps lines; they are written first.
 */
package org.patchbay.logs;
