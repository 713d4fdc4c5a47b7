package org.dubnium.fleet.load;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * How long answers take, from the request to the last byte: the first ones after a start, and those of a
 * service that has run for a while, whose code is compiled.
 */
final class AnswerTimes {

  private static final int FIRST = 20;
  private static final int WARM_UP = 300;
  private static final int RUNS = 41;

  private final Figures figures;
  private final int nodes;
  private final HttpProbe web = new HttpProbe();

  /** Of so many nodes, each question is about another one. */
  AnswerTimes(Figures figures, int nodes) {
    this.figures = figures;
    this.nodes = nodes;
  }

  void measure(String what, UnaryOperator<String> question)
      throws IOException, InterruptedException {
    double[] millis = new double[WARM_UP + RUNS];
    long bytes = 0;
    for (int run = 0; run < millis.length; run++) {
      String url = question.apply("node-%04d".formatted(run * 7 % nodes));
      long begin = System.nanoTime();
      bytes = web.get(url).length;
      millis[run] = (System.nanoTime() - begin) / 1e6;
    }
    figures.median(what + ", ms", Arrays.copyOfRange(millis, WARM_UP, millis.length));
    figures.median(what + ", the first " + FIRST + ", ms", Arrays.copyOf(millis, FIRST));
    figures.count(what + ", bytes of the answer", bytes);
  }
}
