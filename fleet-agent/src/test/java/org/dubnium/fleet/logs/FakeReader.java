package org.dubnium.fleet.logs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A program that reads logs, behind a socket of its own: each connection is a request. */
public final class FakeReader implements AutoCloseable {

  /** Answers one. */
  @FunctionalInterface
  public interface Program {
    void answer(List<String> words, OutputStream out) throws IOException;
  }

  public static final String CURSOR = "s=0123456789abcdef;i=";

  public final Path socket;

  /** Every request, its words with blanks between. */
  public final List<String> requests = new CopyOnWriteArrayList<>();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ServerSocketChannel server;
  private final Program program;

  public FakeReader(Path socket, Program program) throws IOException {
    this.socket = socket;
    this.program = program;
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    threads.execute(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel connection = server.accept();
        threads.execute(() -> answer(connection));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void answer(SocketChannel connection) {
    try (connection) {
      List<String> words = words(Channels.newInputStream(connection));
      requests.add(String.join(" ", words));
      program.answer(words, Channels.newOutputStream(connection));
    } catch (IOException gone) {
      // Whoever asked has had enough.
    }
  }

  private static List<String> words(InputStream in) throws IOException {
    List<String> words = new ArrayList<>();
    ByteArrayOutputStream word = new ByteArrayOutputStream();
    for (int value = in.read(); value > 0 || word.size() > 0; value = in.read()) {
      if (value > 0) {
        word.write(value);
      } else {
        words.add(word.toString(StandardCharsets.UTF_8));
        word.reset();
      }
    }
    return words;
  }

  /** Reads the journal by this. */
  public JournalReader journal(Duration deadline) {
    return new JournalReader(socket, deadline, threads, InstantSource.system());
  }

  /** Reads the output of jobs by this, and asks the other who may. */
  public JobOutputReader jobs(JournalReader journal, Duration deadline) {
    return new JobOutputReader(socket, journal, deadline, threads);
  }

  /** A machine with the logs vllm and kernel, of which the entries are numbered from 1; user 1000 may read none. */
  public static FakeReader machine(Path socket, int entries) throws IOException {
    return new FakeReader(
        socket,
        (words, out) -> {
          if (words.contains("uid=1000")) {
            say(out, "forbidden cannot show logs to who may not read the journal\n");
          } else if (words.getFirst().equals("list")) {
            say(out, "ok \nkernel\tkernel\tKernel\nvllm\tunits\tModel server\n");
          } else if (!words.contains("log=vllm") && !words.getFirst().equals("check")) {
            say(out, "not-found cannot find a log of that name\n");
          } else {
            say(out, "ok \n");
            tell(words, out, entries);
          }
        });
  }

  private static void tell(List<String> words, OutputStream out, int entries) throws IOException {
    StringBuilder text = new StringBuilder();
    if (words.getFirst().equals("read")) {
      int lines =
          words.stream()
              .filter(word -> word.startsWith("lines="))
              .mapToInt(word -> Integer.parseInt(word.substring("lines=".length())))
              .findFirst()
              .orElseThrow();
      for (int i = entries; i > Math.max(0, entries - lines); i--) {
        text.append(entry(i, "line " + i));
      }
    } else if (words.getFirst().equals("follow")) {
      for (int i = entries + 1; i <= 2 * entries; i++) {
        text.append(entry(i, "line " + i));
      }
    }
    say(out, text.toString());
  }

  /** An entry as journalctl writes it, with its end of line. */
  public static String entry(int number, String message) {
    return ("{\"__CURSOR\":\"" + CURSOR + "%d\",\"__REALTIME_TIMESTAMP\":\"%d\",\"PRIORITY\":\"6\","
            + "\"SYSLOG_IDENTIFIER\":\"vllm\",\"_PID\":\"17\",\"MESSAGE\":\"%s\"}\n")
        .formatted(number, 1_795_262_400_000_000L + number, message);
  }

  public static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** As if its socket were stopped. */
  public void listenNoMore() throws IOException {
    server.close();
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
