/** The daemon's view of its host: one interface for each thing that a hand-written fake replaces in tests. */
@NullMarked
package org.dubnium.daemon.port;

import org.jspecify.annotations.NullMarked;
