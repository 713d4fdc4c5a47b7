package org.dubnium.fleet.telemetry.scrape.exporter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.telemetry.scrape.exposition.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose a sample is. */
class NamesTest {

  private static final NodeId NODE = new NodeId("node");

  private static Labels labels(String... pairs) {
    return new Labels(List.of(pairs));
  }

  @ParameterizedTest
  @CsvSource({
    "node, node",
    "node:9400, node",
    "10.0.0.7:1, 10.0.0.7",
    "node:99999, node",
    "node:123456, node:123456",
    "node:, node:",
    "node:x, node:x",
    ":9400, :9400",
    "[::1]:9400, [::1]",
    "::1:9400, ::1:9400",
    "fe80::1, fe80::1",
    "a:9400, a"
  })
  void aHostIsAnAddressWithoutItsPort(String told, String host) {
    assertEquals(host, Names.host(labels("instance", told)));
  }

  @Test
  void namesThatSayMoreCountFirst() {
    assertEquals("h", Names.host(labels("instance", "10.0.0.1:9400", "Hostname", "h")));
    assertEquals("", Names.host(labels("pod", "p")));
    assertEquals("3", Names.indexText(labels("GPU", "3")));
    assertEquals(3, Names.index(labels("minor_number", "3")).orElse(-1));
    assertEquals("H100", Names.model(labels("name", "H100")));
    assertEquals("0:1.0", Names.busId(labels("pci_bus_id", "0:1.0")));
    assertEquals("7", Names.instance(labels("GPU_I_ID", "7")));
  }

  @ParameterizedTest
  @CsvSource({"GPU-a, GPU-a", "a, GPU-a", "MIG-a, ''", "'', ''"})
  void aUuidIsOfAWholeGpu(String told, String uuid) {
    assertEquals(uuid, Names.uuid(labels("uuid", told)));
  }

  @Test
  void aPodIsNamedByAllThatNamesIt() {
    assertEquals("", Names.pod(labels("gpu", "0")));
    assertEquals("n/p//", Names.pod(labels("pod", "p", "namespace", "n")));
    assertEquals("///v", Names.pod(labels("vgpu", "v")));
    assertTrue(Names.isVirtual(labels("vgpu", "v")));
    assertFalse(Names.isVirtual(labels("pod", "p")));
  }

  @Test
  void theOnlyHostIsAcceptedWhateverItIsCalled() {
    Hosts hosts = new Hosts(Optional.of(NODE));
    assertTrue(hosts.accepts(""));
    assertEquals(0, hosts.count());
    assertTrue(hosts.accepts("other"));
    assertTrue(hosts.accepts("other"));
    assertEquals(1, hosts.count());
  }

  @Test
  void ofSeveralHostsThoseAreAcceptedThatAreCalledLikeTheNode() {
    Hosts hosts = new Hosts(Optional.of(NODE));
    hosts.accepts("other");
    assertTrue(hosts.accepts("node.lan"));
    assertFalse(hosts.accepts("other"));
    assertFalse(hosts.accepts(""), "which may be any of them");
    assertFalse(hosts.accepts("nodes"));
    assertTrue(hosts.accepts("node"));
    assertEquals(Set.of("other", "node.lan", "nodes", "node"), hosts.told());
    Hosts unknown = new Hosts(Optional.empty());
    unknown.accepts("one");
    assertTrue(unknown.accepts("two"), "while the node is not known any may be it");
  }

  @Test
  void oneHostIsChosen() throws Exception {
    assertEquals(Optional.empty(), Hosts.choose(List.of(""), NODE));
    assertEquals(Optional.of("x"), Hosts.choose(List.of("", "x"), NODE));
    assertEquals(Optional.of("node.lan"), Hosts.choose(List.of("x", "node.lan"), NODE));
    for (List<String> two : List.of(List.of("x", "y"), List.of("node", "node.lan"))) {
      MappingException refused =
          assertThrows(MappingException.class, () -> Hosts.choose(two, NODE));
      assertTrue(String.valueOf(refused.getMessage()).contains("2 hosts is node"));
    }
  }
}
