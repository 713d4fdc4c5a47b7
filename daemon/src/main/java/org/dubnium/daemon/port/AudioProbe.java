package org.dubnium.daemon.port;

import org.dubnium.daemon.domain.observation.AudioState;
import org.dubnium.daemon.domain.observation.Reading;

/** Tells whether somebody makes or records sound. */
public interface AudioProbe {

  Reading<AudioState> read();
}
