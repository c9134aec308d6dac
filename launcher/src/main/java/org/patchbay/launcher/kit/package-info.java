/**
 * The policy kit: {@code patchbay new-policy NAME} makes a Maven project for a policy.
 *
 * <p>A project is self-contained: beside its sources it holds a small Maven repository with the
 * node's API and its simulation kit, which its pom names by a path from itself. An archetype would
 * have to be published or installed first, and a repository inside the distribution would be lost
 * when either of the two moves.
 *
 * <p>The files that become a project are in {@code src/main/kit}, a folder for each slot. A file
 * that every project shall have is one more template and one more line in {@link
 * org.patchbay.launcher.kit.PolicyProject#files}.
 */
package org.patchbay.launcher.kit;
