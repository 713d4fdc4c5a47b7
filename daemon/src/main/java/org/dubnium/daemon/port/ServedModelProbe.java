package org.dubnium.daemon.port;

import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.observation.Reading;

/** Tells what the model server is set to serve, from files alone. */
public interface ServedModelProbe {

  /** A model that is not there is a reading, not a failure. */
  Reading<ServedModel> served();
}
