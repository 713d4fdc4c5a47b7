package org.dubnium.daemon.domain.transition;

import java.util.Optional;
import org.dubnium.daemon.domain.cluster.JobsRequest;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.model.ModelName;

/**
 * What can be asked for, as a value: one record a kind. How it is planned, and what counts as having
 * got there, is said by its {@code operation.OperationRules}; carrying it out is the engine's, and the
 * same for all.
 */
public sealed interface Operation {

  /** The mode that is to hold once it is done. */
  ModeName mode();

  /** The model that is to be selected once it is done; empty if that is none of its business. */
  Optional<ModelName> wantedModel();

  /** In words that follow "for", as the reason why a shutdown is delayed. */
  String words();

  /** Whether the other asks for the same, so that one request may join the other. */
  boolean asksTheSame(Operation other);

  /** Whether the other is of the same kind, so that both may take about as long. */
  boolean isLike(Operation other);

  /**
   * Leave the mode that holds, and enter this one.
   *
   * @param jobs what to do about jobs of a cluster that this machine leaves by it
   */
  record ModeSwitch(ModeName mode, JobsRequest jobs) implements Operation {

    /** One that says nothing about jobs. */
    public ModeSwitch(ModeName mode) {
      this(mode, JobsRequest.NONE);
    }

    @Override
    public Optional<ModelName> wantedModel() {
      return Optional.empty();
    }

    @Override
    public String words() {
      return "switch to " + mode;
    }

    /** {@inheritDoc} Who says nothing about jobs takes what somebody else said. */
    @Override
    public boolean asksTheSame(Operation other) {
      return equals(other) || other.equals(new ModeSwitch(mode));
    }

    @Override
    public boolean isLike(Operation other) {
      return other instanceof ModeSwitch(ModeName to, JobsRequest _) && to.equals(mode);
    }
  }

  /**
   * Select a model, and have the server, if it runs, serve it instead of the one that it serves.
   *
   * @param mode that holds, and holds on
   * @param former what was set to be served when it was asked for, for people; empty if nothing was, or
   *     nobody could tell
   */
  record ModelSwap(ModelName model, ModeName mode, String former) implements Operation {
    @Override
    public Optional<ModelName> wantedModel() {
      return Optional.of(model);
    }

    @Override
    public String words() {
      return "swap to model " + model;
    }

    @Override
    public boolean asksTheSame(Operation other) {
      return other instanceof ModelSwap(ModelName wanted, ModeName in, String _)
          && wanted.equals(model)
          && in.equals(mode);
    }

    @Override
    public boolean isLike(Operation other) {
      return other instanceof ModelSwap;
    }
  }
}
