package org.dubnium.bus.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusAddressTest {

  @Test
  void pathOfUnixSocket() {
    assertEquals(
        List.of("/run/dbus/system_bus_socket"),
        BusAddress.of("unix:path=/run/dbus/system_bus_socket").sockets());
    assertEquals(List.of("/a"), BusAddress.of("unix:path=/a,guid=0123").sockets());
    assertEquals(List.of("/a"), BusAddress.of("unix:guid=0123,path=/a").sockets());
  }

  @Test
  void escapedBytes() {
    assertEquals(List.of("/a,b c/é"), BusAddress.of("unix:path=/a%2cb%20c/%c3%A9").sockets());
  }

  @ParameterizedTest
  @ValueSource(strings = {"unix:path=/run/dbus/system_bus_socket", "unix:path=/a%2cb%20%c3%a9"})
  void writesWhatItReads(String address) {
    assertEquals(address, BusAddress.of(address).text());
    assertEquals("unix:path=/a;unix:path=/b", new BusAddress(List.of("/a", "/b")).text());
  }

  @Test
  void listOfAddresses() {
    assertEquals(
        List.of("/a", "/b"),
        BusAddress.of("tcp:host=x,port=1;unix:path=/a;unix:abstract=y;unix:path=/b").sockets());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "unix", "unix:", "tcp:host=x", "unix:abstract=/a", "/a", "unix:path=%2"})
  void addressThatCannotBeUsed(String address) {
    assertThrows(IllegalArgumentException.class, () -> BusAddress.of(address));
  }
}
