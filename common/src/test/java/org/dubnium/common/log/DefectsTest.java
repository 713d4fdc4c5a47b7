package org.dubnium.common.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DefectsTest {

  /** A program with a thread that goes on for ever, and a defect in the one that started it. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      Defects.endTheProgram();
      CountDownLatch never = new CountDownLatch(1);
      new Thread(
              () -> {
                try {
                  never.await();
                } catch (InterruptedException end) {
                  Thread.currentThread().interrupt();
                }
              })
          .start();
      throw new IllegalStateException("a wheel came off");
    }
  }

  @Test
  void aDefectEndsTheProgramAndIsTold() throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectErrorStream(true)
            .start();
    try {
      assertTrue(program.waitFor(60, TimeUnit.SECONDS), "it goes on");
      String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(70, program.exitValue(), said);
      assertTrue(said.contains("a wheel came off"), said);
    } finally {
      program.destroyForcibly();
    }
  }
}
