/** What an observation means: modes, holders, roles of GPUs, release. Pure: no I/O, no clock. */
@NullMarked
package org.dubnium.daemon.classify;

import org.jspecify.annotations.NullMarked;
