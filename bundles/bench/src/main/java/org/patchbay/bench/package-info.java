/**
 * The hot paths, timed by JMH. What goes over sockets is timed from outside, by driving a node;
 * here is what single threads do between.
 */
package org.patchbay.bench;
