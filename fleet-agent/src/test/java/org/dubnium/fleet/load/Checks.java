package org.dubnium.fleet.load;

/** What must hold of any run, however slow the machine is. */
final class Checks {

  private int passed;
  private int failed;

  private void check(String what, boolean holds) {
    if (holds) {
      passed++;
    } else {
      failed++;
    }
    System.out.println((holds ? "  ✓ " : "  ✗ ") + what);
  }

  /** Prints a line for each, and a last one that counts them; answers the exit status. */
  int judge(Settings settings, Figures figures) {
    if (settings.nodes() > 0) {
      // Half of what is due: a machine that is busy reads late, and one that does not read is caught.
      long due = settings.nodes() * (settings.seconds() / settings.interval().toSeconds());
      check("the agent reads every node", figures.of("agent: nodes read") == settings.nodes());
      check("again and again", figures.of("agent: scrapes") >= due / 2.0);
      check(
          "and knows of each all of its GPUs",
          figures.of("agent: nodes that answer") == settings.nodes());
      check("what it read is on the disk", figures.of("agent: MB on disk") > 0);
    }
    if (settings.pastNodes() > 0) {
      // An answer without a single reading has a hundred bytes.
      check(
          "a day of a GPU is told", figures.of("past: 24 h of one GPU, bytes of the answer") > 10_000);
      check(
          "a day of a node is told as of all of its GPUs",
          figures.of("past: 24 h of a node's GPUs, bytes of the answer")
              > figures.of("past: 24 h of one GPU, bytes of the answer") * (settings.gpus() - 1));
    }
    System.out.printf("%d passed, %d failed%n", passed, failed);
    return failed == 0 ? 0 : 1;
  }
}
