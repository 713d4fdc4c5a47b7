package org.dubnium.daemon.app;

import java.util.List;
import org.dubnium.common.config.ConfigException;
import org.dubnium.common.log.Defects;
import org.dubnium.daemon.config.ConfigLoader;
import org.dubnium.daemon.port.HostException;
import org.dubnium.dbus.BusException;

/** {@code mode-controller}: the daemon's entry point. */
public final class Main {

  /** sysexits.h: {@code EX_USAGE} and {@code EX_CONFIG}; the unit is not restarted on these. */
  private static final int EX_USAGE = 64;

  private static final int EX_CONFIG = 78;

  /** The bus or the host does not let us; systemd tries again. */
  private static final int UNREACHABLE = 1;

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Defects.endTheProgram();
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) throws Exception {
    try {
      Options options = Options.parse(arguments, System.getenv());
      return switch (options.action()) {
        case RUN -> Daemon.wire(options).serve();
        case CHECK -> check(options);
        case HELP -> help();
        case VERSION -> version();
        case AOT_TRAINING -> AotTraining.run(options);
        case VERIFY_BUNDLE -> VerifyBundle.run(options.bundle().orElseThrow(), Options.VERIFIED);
      };
    } catch (Options.UsageException unclear) {
      System.err.println(unclear.getMessage());
      return EX_USAGE;
    } catch (ConfigException wrong) {
      wrong.problems().forEach(System.err::println);
      return EX_CONFIG;
    } catch (BusException | HostException unreachable) {
      System.err.println(unreachable.getMessage());
      return UNREACHABLE;
    }
  }

  private static int check(Options options) throws ConfigException {
    ConfigLoader.load(options.defaults(), options.config());
    System.out.println("the configuration is valid");
    return 0;
  }

  private static int help() {
    System.out.print(Options.USAGE);
    return 0;
  }

  private static int version() {
    System.out.println("mode-controller " + Version.TEXT);
    return 0;
  }
}
