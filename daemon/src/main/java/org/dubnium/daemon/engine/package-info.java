/** Runs, undoes and recovers one transition at a time: journal first, then audit, then the host. */
@NullMarked
package org.dubnium.daemon.engine;

import org.jspecify.annotations.NullMarked;
