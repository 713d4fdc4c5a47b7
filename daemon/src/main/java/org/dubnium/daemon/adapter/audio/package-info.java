/** Who makes or records sound, as ALSA and the process table tell. */
@NullMarked
package org.dubnium.daemon.adapter.audio;

import org.jspecify.annotations.NullMarked;
