package org.dubnium.fleet.load;

import java.io.IOException;
import java.util.function.UnaryOperator;

/** How long answers take, from the request to the last byte. */
final class AnswerTimes {

  private static final int WARM_UP = 20;
  private static final int RUNS = 41;

  private final Figures figures;
  private final int nodes;
  private final Web web = new Web();

  /** Of so many nodes, each question is about another one. */
  AnswerTimes(Figures figures, int nodes) {
    this.figures = figures;
    this.nodes = nodes;
  }

  void measure(String what, UnaryOperator<String> question)
      throws IOException, InterruptedException {
    double[] millis = new double[RUNS];
    long bytes = 0;
    for (int run = -WARM_UP; run < RUNS; run++) {
      String url = question.apply("node-%04d".formatted(Math.floorMod(run * 7, nodes)));
      long begin = System.nanoTime();
      bytes = web.get(url).length;
      if (run >= 0) {
        millis[run] = (System.nanoTime() - begin) / 1e6;
      }
    }
    figures.median(what + ", ms", millis);
    figures.count(what + ", bytes of the answer", bytes);
  }
}
