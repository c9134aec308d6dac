/**
 * Commands for operators. A command returns records; {@link org.patchbay.shell.Screen} prints them
 * as aligned tables, also into a pipe. The only bundle that imports Gogo.
 */
package org.patchbay.shell;
