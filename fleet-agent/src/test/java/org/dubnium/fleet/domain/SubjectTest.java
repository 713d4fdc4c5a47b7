package org.dubnium.fleet.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {

  private static final NodeId N = new NodeId("n");
  private static final NodeId LONG = new NodeId("gpu-1.example:9400");

  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of(new Subject.Node(N), "node:n"),
        Arguments.of(new Subject.Node(LONG), "node:gpu-1.example:9400"),
        Arguments.of(new Subject.Node(new NodeId("node:n")), "node:node:n"),
        Arguments.of(new Subject.Node(new NodeId("n:")), "node:n:"),
        Arguments.of(new Subject.Gpu(N, 0), "gpu:n/0"),
        Arguments.of(new Subject.Gpu(LONG, 127), "gpu:gpu-1.example:9400/127"),
        Arguments.of(new Subject.Server(N, "127.0.0.1:8000"), "server:n/127.0.0.1:8000"),
        Arguments.of(
            new Subject.Server(LONG, "[2001:db8::1]:8000"),
            "server:gpu-1.example:9400/[2001:db8::1]:8000"),
        Arguments.of(new Subject.Server(N, "::1:8000"), "server:n/::1:8000"),
        Arguments.of(
            new Subject.Server(N, "gpu-1:8000/second/metrics"),
            "server:n/gpu-1:8000/second/metrics"),
        Arguments.of(new Subject.Server(N, "/"), "server:n//"),
        Arguments.of(new Subject.Server(N, "0"), "server:n/0"),
        Arguments.of(new Subject.Cluster(new NodeId("slurm")), "cluster:slurm"),
        Arguments.of(new Subject.Cluster(LONG), "cluster:gpu-1.example:9400"),
        Arguments.of(new Subject.Pod(new NodeId("worker-0")), "pod:worker-0"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aTextNamesOneSubjectAndComesBack(Subject subject, String text) {
    assertEquals(text, subject.text());
    assertEquals(Optional.of(subject), Subject.parse(text));
    assertEquals(
        Optional.of(subject),
        Subject.of(subject.kind(), subject.place().value(), subject.part()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ":", "/", "n", "node", "node:", "node/n", "node:/", ":n", "Node:n", "NODE:n", " node:n",
        "node:n ", "node: n", "node:n\n", "node:-n", "node:a b", "node:é", "node:n/", "node:n/0",
        "pod:n/p", "cluster:", "cluster:c/", "cluster:c/x", "gpu:n", "gpu:n/", "gpu:/0", "gpu:n/-1",
        "gpu:n/+1", "gpu:n/00", "gpu:n/01", "gpu:n/128", "gpu:n/1e1", "gpu:n/0.0", "gpu:n/ 0",
        "gpu:n/0/", "gpu:n/0/1", "gpu:n/\u0661", "gpu:n/99999999999", "server:n", "server:n/",
        "server:/x", "server/n/x", "node:n\u0000"
      })
  void whatNamesNothingIsNothing(String text) {
    assertEquals(Optional.empty(), Subject.parse(text));
  }

  @Test
  void namesAreNoLongerThanCanBe() {
    String longest = "a".repeat(Subject.LONGEST_NAME);
    assertTrue(Subject.parse("server:n/" + longest).isPresent());
    assertTrue(Subject.parse("server:n/" + longest + "a").isEmpty());
    assertTrue(Subject.parse("node:" + "a".repeat(253)).isPresent());
    assertTrue(Subject.parse("node:" + "a".repeat(254)).isEmpty());
    assertThrows(IllegalArgumentException.class, () -> new Subject.Server(N, ""));
    assertThrows(IllegalArgumentException.class, () -> new Subject.Server(N, longest + "a"));
  }

  /** Whatever text there is: it is a subject's own, or none's. */
  @Test
  void anyTextIsOneSubjectsAtMost() {
    Random random = new Random(5);
    String letters = "nodegpuservercluster:/.0129[]-";
    List<String> kinds = List.of("node:", "gpu:", "server:", "cluster:", "");
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(kinds.get(random.nextInt(kinds.size())));
      for (int length = random.nextInt(12); length > 0; length--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      Subject.parse(text.toString())
          .ifPresent(subject -> assertEquals(text.toString(), subject.text()));
    }
  }

  @Test
  void eachKnowsWhereItIsAndWhoAnswersForIt() {
    Subject node = new Subject.Node(N);
    Subject gpu = new Subject.Gpu(N, 3);
    Subject server = new Subject.Server(N, "a:1");
    Subject cluster = new Subject.Cluster(N);
    Subject pod = new Subject.Pod(N);
    for (Subject one : List.of(node, gpu, server, cluster, pod)) {
      assertEquals(N, one.place());
    }
    assertEquals(
        List.of("", "3", "a:1", "", ""),
        Stream.of(node, gpu, server, cluster, pod).map(Subject::part).toList());
    assertEquals(
        List.of(node, node, node, cluster, pod),
        Stream.of(node, gpu, server, cluster, pod).map(Subject::owner).toList());
    assertEquals(
        List.of(SubjectKind.values()),
        Stream.of(node, gpu, server, cluster, pod).map(Subject::kind).toList());
    assertEquals(OptionalInt.of(3), gpu.gpu());
    assertEquals(OptionalInt.empty(), new Subject.Server(N, "3").gpu());
  }

  @Test
  void theyComeByPlaceThenKindThenNumberOrName() {
    List<Subject> inOrder =
        List.of(
            new Subject.Node(N),
            new Subject.Gpu(N, 0),
            new Subject.Gpu(N, 2),
            new Subject.Gpu(N, 10),
            new Subject.Gpu(N, 127),
            new Subject.Server(N, "127.0.0.1:8000"),
            new Subject.Server(N, "127.0.0.1:8001"),
            new Subject.Cluster(N),
            new Subject.Pod(N),
            new Subject.Node(new NodeId("n1")),
            new Subject.Gpu(new NodeId("n1"), 0),
            new Subject.Cluster(new NodeId("n1")));
    List<Subject> shuffled = new ArrayList<>(inOrder);
    Collections.shuffle(shuffled, new Random(2));
    assertEquals(inOrder, List.copyOf(new TreeSet<>(shuffled)));
    for (Subject one : inOrder) {
      for (Subject other : inOrder) {
        assertEquals(one.equals(other), one.compareTo(other) == 0, one + " and " + other);
      }
    }
  }

  @Test
  void aNodeAndAClusterOfOneNameAreTwo() {
    Subject node = new Subject.Node(new NodeId("slurm"));
    Subject cluster = new Subject.Cluster(new NodeId("slurm"));
    assertNotEquals(node, cluster);
    assertNotEquals(node.text(), cluster.text());
    assertTrue(node.compareTo(cluster) < 0);
    assertEquals(2, new TreeSet<>(List.of(node, cluster)).size());
  }

  /** A GPU and a server may have the same part. */
  @Test
  void aGpuAndAServerOfOneNumberAreTwo() {
    assertEquals(2, new TreeSet<>(List.of(new Subject.Gpu(N, 0), new Subject.Server(N, "0"))).size());
  }

  @Test
  void kindsHaveTheNamesThatAreStored() {
    assertEquals(
        List.of("node", "gpu", "server", "cluster", "pod"),
        Stream.of(SubjectKind.values()).map(SubjectKind::text).toList());
    for (SubjectKind kind : SubjectKind.values()) {
      assertEquals(Optional.of(kind), SubjectKind.parse(kind.text()));
    }
    assertEquals(Optional.empty(), SubjectKind.parse("GPU"));
    assertEquals(Optional.empty(), SubjectKind.parse(""));
  }
}
