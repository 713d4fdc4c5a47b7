package org.dubnium.daemon.procfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CgroupMembershipTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          0::/                                                            | -                    | -
          0::/init.scope                                                  | init.scope           | -
          0::/system.slice/vllm.service                                   | vllm.service         | -
          0::/ai.slice/vllm.service                                       | vllm.service         | -
          0::/system.slice/system-getty.slice/getty@tty1.service          | getty@tty1.service   | -
          0::/user.slice/user-1000.slice/session-2.scope                  | session-2.scope      | 2
          0::/user.slice/user-1000.slice/session-c12.scope                | session-c12.scope    | c12
          0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-firefox.scope | user@1000.service | -
          0::/user.slice/user-1000.slice/user@1000.service/session.slice/org.gnome.Shell@wayland.service | user@1000.service | -
          0::/machine.slice/libpod-4fa.scope/container                    | libpod-4fa.scope     | -
          0::/platform.slice/k3s.service/kubepods/burstable/pod1/abc      | k3s.service          | -
          0::/machine.slice/systemd-nspawn@ws.service/payload/system.slice/ssh.service | systemd-nspawn@ws.service | -
          0::/system.slice/_cgroup.service                                | cgroup.service       | -
          0::/system.slice/dev-disk-by\\x2duuid.mount                     | dev-disk-by\\x2duuid.mount | -
          0::/../outside/session-9.scope                                  | session-9.scope      | 9
          0::/not-a-unit/at-all                                           | -                    | -
          -                                                               | -                    | -
          """)
  void tellsUnitAndSession(String line, String unit, String session) {
    assertEquals(
        new CgroupMembership(Optional.ofNullable(unit), Optional.ofNullable(session)),
        CgroupMembership.parse(line == null ? "" : line + "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          12:pids:/x.service\\n1:name=systemd:/user.slice/session-3.scope\\n0::/ | session-3.scope
          1:name=systemd:/\\n0::/system.slice/a.service                          | a.service
          1:name=systemd:/outside/a.service\\n0::/system.slice/b.service         | b.service
          """)
  void readsTheHierarchyThatIsSystemds(String file, String unit) {
    assertEquals(
        Optional.of(unit), CgroupMembership.parse(file.replace("\\n", "\n")).unit());
  }
}
