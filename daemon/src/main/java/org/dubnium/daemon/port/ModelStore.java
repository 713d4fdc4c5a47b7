package org.dubnium.daemon.port;

import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.model.StoredModel;
import org.dubnium.daemon.domain.observation.Reading;

/**
 * The models that the server can serve, and which of them is selected. Weights are never read, only
 * their sizes and times.
 */
public interface ModelStore extends ServedModelProbe {

  /** Most models that are told of. */
  int MOST = 256;

  /** All models by name, {@link #MOST} at most. */
  Reading<List<StoredModel>> list();

  /** One model; empty if the store has none of that name. */
  Reading<Optional<StoredModel>> find(ModelName name);

  /**
   * Selects a model, with what the administrator has set for it; the server heeds it when it is
   * started next. Returns once it is on disk.
   *
   * @param name empty to leave it to the server's own settings
   */
  void select(Optional<ModelName> name) throws HostException;

  /** Takes a model out of the store. {@link Removed#delete} then deletes its files. */
  Removed remove(ModelName name) throws HostException;

  /** A model that nobody finds any more, and whose files are still there. */
  interface Removed {

    /** Deletes the files, links themselves and not what they lead to. May take a while. */
    void delete() throws HostException;
  }
}
