package org.dubnium.fleet.service;

/** More is asked for than one answer may hold. */
public final class TooManyPointsException extends Exception {

  private static final long serialVersionUID = 1L;

  TooManyPointsException(long most) {
    super(
        "cannot answer with more than "
            + most
            + " rows: ask for a longer step, a shorter time or one GPU");
  }
}
