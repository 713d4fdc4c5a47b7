package org.dubnium.testbed.runpod;

/** The stand-in answers what the API's description does not allow: a defect of the stand-in. */
public final class StandInDefect extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StandInDefect(String message) {
    super(message);
  }
}
