package org.dubnium.daemon.reconcile;

import java.time.Duration;

/** What came of one look at a key. */
public sealed interface Result {

  /** Of two results: the one that asks for the sooner look, else one that gave up, else done. */
  default Result or(Result other) {
    return switch (this) {
      case Done done -> other;
      case GaveUp gaveUp -> other instanceof RequeueAfter ? other : this;
      case RequeueAfter(Duration time) ->
          other instanceof RequeueAfter(Duration sooner) && sooner.compareTo(time) < 0
              ? other
              : this;
    };
  }

  /** All is as it should be, or whatever can be done about it is under way. */
  record Done() implements Result {}

  /** To be looked at again after this time, if nothing wakes it before. */
  record RequeueAfter(Duration time) implements Result {}

  /** Something is not as it should be, and nothing more is done about it until it changes. */
  record GaveUp() implements Result {}
}
