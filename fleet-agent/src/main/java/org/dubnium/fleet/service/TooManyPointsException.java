package org.dubnium.fleet.service;

import org.dubnium.fleet.domain.OperationException;

/** More is asked for than one answer may hold. */
public final class TooManyPointsException extends OperationException {

  private static final long serialVersionUID = 1L;

  TooManyPointsException(long most) {
    super(
        Kind.INVALID,
        "cannot answer with more than "
            + most
            + " rows: ask for a longer step, a shorter time or one GPU");
  }
}
