package org.dubnium.fleet.runpod;

/** An answer cannot be understood; the message names the field and no value, which may be secret. */
final class AnswerException extends Exception {

  private static final long serialVersionUID = 1L;

  AnswerException(String message) {
    super(message);
  }
}
