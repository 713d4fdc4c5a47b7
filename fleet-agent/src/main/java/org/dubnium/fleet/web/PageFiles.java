package org.dubnium.fleet.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dashboard's files. Its page names every one of them: what it does not name is not served, and
 * no path from outside ever becomes the name of a file.
 */
public final class PageFiles {

  private static final String FOLDER = "/dashboard/";
  private static final String PAGE = FOLDER + "index.html";
  private static final Pattern NAMED = Pattern.compile("\"assets/([a-z0-9./-]+)\"");

  /** Libraries: how the page calls them, their WebJar, and the file in it. */
  private static final Map<String, WebJar> LIBRARIES =
      Map.of("lib/chart.js", new WebJar("chart.js", "dist/chart.umd.min.js"));

  private record WebJar(String artifact, String file) {

    /** Source: webjars.org, "Anatomy of a WebJar"; the version is that which Maven packed. */
    String path() throws IOException {
      Properties maven = new Properties();
      maven.load(open("/META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties"));
      return "/META-INF/resources/webjars/%s/%s/%s"
          .formatted(artifact, maven.getProperty("version"), file);
    }
  }

  private final Map<String, byte[]> files;
  private final String version;
  private final byte[] page;

  private PageFiles(Map<String, byte[]> files, String version, byte[] page) {
    this.files = Map.copyOf(files);
    this.version = version;
    this.page = page;
  }

  /**
   * Reads all of them.
   *
   * @throws IOException if one that the page names is not there
   */
  public static PageFiles load() throws IOException {
    String page = new String(read(PAGE), StandardCharsets.UTF_8);
    Map<String, byte[]> files = new TreeMap<>();
    Matcher named = NAMED.matcher(page);
    while (named.find()) {
      String name = named.group(1);
      WebJar library = LIBRARIES.get(name);
      files.put(name, read(library == null ? FOLDER + name : library.path()));
    }
    String version = version(page, files);
    String versioned = page.replace("\"assets/", "\"assets/" + version + "/");
    return new PageFiles(files, version, versioned.getBytes(StandardCharsets.UTF_8));
  }

  /** The page, which names its files by their version. */
  public byte[] page() {
    return page.clone();
  }

  /** Changes with any byte of any file, so that a browser may keep them for ever. */
  public String version() {
    return version;
  }

  public Optional<byte[]> file(String name) {
    return Optional.ofNullable(files.get(name)).map(byte[]::clone);
  }

  private static byte[] read(String path) throws IOException {
    try (InputStream in = open(path)) {
      return in.readAllBytes();
    }
  }

  private static InputStream open(String path) throws IOException {
    InputStream in = PageFiles.class.getResourceAsStream(path);
    if (in == null) {
      throw new IOException("cannot find " + path + " in this program: install it again");
    }
    return in;
  }

  private static String version(String page, Map<String, byte[]> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(page.getBytes(StandardCharsets.UTF_8));
      files.forEach(
          (name, content) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(content);
          });
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
