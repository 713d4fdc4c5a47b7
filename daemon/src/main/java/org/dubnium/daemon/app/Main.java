package org.dubnium.daemon.app;

import java.util.List;
import org.dubnium.bus.BusException;
import org.dubnium.common.config.ConfigException;
import org.dubnium.common.log.Defects;
import org.dubnium.common.program.ExitStatus;
import org.dubnium.common.program.UsageException;
import org.dubnium.common.program.Version;
import org.dubnium.daemon.config.ConfigLoader;
import org.dubnium.daemon.port.HostException;

/** {@code mode-controller}: the daemon's entry point. */
public final class Main {

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
        case MODEL -> ModelTool.run(options, options.model().orElseThrow());
      };
    } catch (UsageException unclear) {
      System.err.println(unclear.getMessage());
      return ExitStatus.USAGE;
    } catch (ConfigException wrong) {
      wrong.problems().forEach(System.err::println);
      return ExitStatus.CONFIG;
    } catch (BusException | HostException unreachable) {
      System.err.println(unreachable.getMessage());
      return ExitStatus.UNUSABLE;
    }
  }

  private static int check(Options options) throws ConfigException {
    ConfigLoader.load(options.defaults(), options.config());
    System.out.println("the configuration is valid");
    return ExitStatus.DONE;
  }

  private static int help() {
    System.out.print(Options.USAGE);
    return ExitStatus.DONE;
  }

  private static int version() {
    System.out.println("mode-controller " + Version.of(Main.class));
    return ExitStatus.DONE;
  }
}
