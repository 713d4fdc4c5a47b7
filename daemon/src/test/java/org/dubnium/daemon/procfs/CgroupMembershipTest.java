package org.dubnium.daemon.procfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.dubnium.daemon.domain.observation.UserUnit;
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
          0::/../outside/session-9.scope                                  | -                    | -
          0::/docker/4fa0/nvidia-persistenced.service                     | -                    | -
          0::/kubepods/burstable/systemd-logind.service                   | -                    | -
          0::/user.slice/user-1000.slice/user@1000.service/system.slice/nvidia-powerd.service | user@1000.service | -
          0::/not-a-unit/at-all                                           | -                    | -
          -                                                               | -                    | -
          """)
  void tellsUnitAndSession(String line, String unit, String session) {
    CgroupMembership place = CgroupMembership.parse(line == null ? "" : line + "\n");
    assertEquals(Optional.ofNullable(unit), place.unit());
    assertEquals(Optional.ofNullable(session), place.session());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          user@1000.service/app.slice/hold.service                        | hold.service                   | app.slice
          user@1000.service/app.slice/app-org.gnome.Terminal.slice/vte-spawn-1.scope | vte-spawn-1.scope | app.slice
          user@1000.service/session.slice/org.gnome.Shell@wayland.service | org.gnome.Shell@wayland.service | session.slice
          user@1000.service/user.slice/libpod-4fa.scope/container         | libpod-4fa.scope               | user.slice
          user@1000.service/init.scope                                    | init.scope                     | ''
          user@1000.service/app.slice                                     | -                              | -
          user@1000.service/my own/hold.service                           | -                              | -
          session-2.scope/hold.service                                    | -                              | -
          user@x.service/app.slice/hold.service                           | -                              | -
          """)
  void tellsTheUnitOfAUsersOwnManager(String path, String name, String slice) {
    assertEquals(
        Optional.ofNullable(name).map(unit -> new UserUnit(unit, slice)),
        CgroupMembership.parse("0::/user.slice/user-1000.slice/" + path + "\n").userUnit());
  }

  @ParameterizedTest
  @CsvSource({
    "/user.slice/user-1000.slice/session-2.scope, 1000",
    "/user.slice/user-1000.slice/user@1000.service/user-0.slice/a.service, 1000",
    "/user.slice/user-1000.slice, 1000",
    "/system.slice/cron.service, -1",
    "/docker/user-1000.slice, -1"
  })
  void tellsInWhoseSliceItIs(String path, long uid) {
    assertEquals(uid, CgroupMembership.parse("0::" + path + "\n").slice().orElse(-1));
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
