import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class, and ends the JVM when standard input closes. The parent process holds the other
 * end of that pipe, so a server started for a test cannot outlive the test, even one killed with SIGKILL.
 */
public final class Guard {
  private Guard() {}

  public static void main(String[] args) throws Throwable {
    Thread watcher = new Thread(Guard::haltAtEndOfInput, "parent-watcher");
    watcher.setDaemon(true);
    watcher.start();
    try {
      Class.forName(args[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }

  private static void haltAtEndOfInput() {
    try {
      while (System.in.read() >= 0) {}
    } catch (java.io.IOException broken) {
      // A broken pipe says the same as its end: nobody is there any more.
    }
    Runtime.getRuntime().halt(130);
  }
}
