package org.dubnium.common.program;

/** A command line that cannot be understood. The message ends with how the program is used. */
public final class UsageException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * A command line with an argument that cannot be understood.
   *
   * @param usage how the program is used, for people
   */
  public UsageException(String argument, String usage) {
    super("cannot understand '" + argument + "'\n" + usage);
  }
}
