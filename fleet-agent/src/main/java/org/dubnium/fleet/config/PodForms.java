package org.dubnium.fleet.config;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dubnium.common.config.Section;
import org.dubnium.fleet.pod.CreateRequests;

/**
 * Forms of what a declaration of pods names. Each throws IllegalArgumentException for what has
 * another.
 */
final class PodForms {

  static final int LARGEST_PORT = 65_535;

  /** Of nginx and others in RunPod's official images. */
  private static final Set<Integer> TAKEN = Set.of(3001, 7270, 7861, 8001, 8081, 9091);

  private static final Pattern PORT = Pattern.compile("([1-9][0-9]{0,4})/(http|tcp)");

  /** Source: the reference grammar of the OCI distribution specification's implementations. */
  private static final Pattern IMAGE =
      Pattern.compile(
          "([A-Za-z0-9][A-Za-z0-9.-]{0,99}(:\\d{1,5})?/)?[a-z0-9][a-z0-9._/-]{0,199}"
              + "(:(?<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?(?<digest>@sha256:[0-9a-f]{64})?");

  private PodForms() {}

  static String gpu(String text) {
    return matching(
        text,
        "[A-Za-z0-9][A-Za-z0-9 ._/()+-]{0,99}",
        "the id of a GPU type",
        "write it as RunPod's catalog has it, such as \"NVIDIA GeForce RTX 4090\"");
  }

  static String dataCenter(String text) {
    return matching(
        text, "[A-Z]{2,4}(-[A-Z0-9]{1,8}){1,3}", "a data centre", "write one such as \"US-KS-2\"");
  }

  /** Of a template, a network volume, or a credential of a registry. */
  static String identifier(String text) {
    return matching(
        text, "[A-Za-z0-9_-]{1,64}", "an id", "write the one that RunPod gave, such as agv6w2qcg7");
  }

  static String variable(String text) {
    String name =
        matching(
            text,
            "[A-Za-z_][A-Za-z0-9_]{0,127}",
            "the name of a variable",
            "take letters, digits and underscores");
    if (CreateRequests.OWN_VARIABLES.contains(name)) {
      throw new IllegalArgumentException(
          "cannot set " + name + ": pods are given it (take another name)");
    }
    return name;
  }

  static String mountPath(String text) {
    String path =
        matching(
            text,
            "(/[A-Za-z0-9._-]{1,100}){1,10}",
            "a path to mount at",
            "write an absolute one, such as \"/workspace\"");
    if (path.matches(".*/\\.\\.?(/.*|$)")) {
      throw new IllegalArgumentException(
          "cannot mount at '" + path + "' (write it without . and ..)");
    }
    return path;
  }

  static String urlPath(String text) {
    return matching(
        text,
        "/([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2}){0,500}",
        "the path of a request",
        "write one such as \"/health\"");
  }

  static Optional<Integer> port(Section section, String key) {
    return section.optionalNumber(key, 1, LARGEST_PORT).map(Long::intValue);
  }

  static String openPort(String text) {
    Matcher port = PORT.matcher(text);
    if (!port.matches() || Integer.parseInt(port.group(1)) > LARGEST_PORT) {
      throw new IllegalArgumentException(
          "cannot open '"
              + text
              + "' (write a port and its protocol, such as 8000/http or 22/tcp)");
    }
    if (TAKEN.contains(Integer.valueOf(port.group(1)))) {
      throw new IllegalArgumentException(
          "cannot open "
              + text
              + ", which RunPod's images use themselves, as 3001, 7270, 7861, 8001, 8081 and 9091"
              + " (take another port)");
    }
    return text;
  }

  /** With a tag that says a version, or a digest: what is pulled tomorrow is what was today. */
  static String image(String text) {
    Matcher image = IMAGE.matcher(text);
    if (!image.matches() || text.contains("//")) {
      throw new IllegalArgumentException(
          "cannot use '"
              + text
              + "' as an image (write one such as registry.example/worker:1.2.3)");
    }
    String tag = image.group("tag");
    if (image.group("digest") == null && (tag == null || tag.equals("latest"))) {
      throw new IllegalArgumentException(
          "cannot use the image '"
              + text
              + "', which is another one whenever somebody pushes one (name a version, such as"
              + " :1.2.3, or a digest)");
    }
    return text;
  }

  private static String matching(String text, String form, String what, String advice) {
    if (!text.matches(form)) {
      throw new IllegalArgumentException(
          "cannot use '" + text + "' as " + what + " (" + advice + ")");
    }
    return text;
  }
}
