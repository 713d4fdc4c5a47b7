package org.dubnium.fleet.notify;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** Tells temporary failures from permanent ones: 4yz and 5yz of RFC 5321, section 4.2.1. */
final class SmtpFailure {

  private SmtpFailure() {}

  /** Of a message that was not taken for everybody. */
  static DeliveryResult judge(SendFailedException e) {
    Address[] sent = e.getValidSentAddresses();
    if (sent != null && sent.length > 0) {
      return new DeliveryResult.Delivered("refused for some: " + reasons(e));
    }
    String reason = "the mail server did not take it: " + reasons(e);
    return isPermanent(e) ? new DeliveryResult.PermanentFailure(reason) : new DeliveryResult.TemporaryFailure(reason);
  }

  /** Of a login; the message is the server's reply. RFC 4954: 454 passes. */
  static DeliveryResult judge(AuthenticationFailedException e) {
    String reply = String.valueOf(e.getMessage());
    String reason = "the mail server refused the login: " + reply;
    return reply.startsWith("4") ? new DeliveryResult.TemporaryFailure(reason) : new DeliveryResult.PermanentFailure(reason);
  }

  /** Of a connection. */
  static DeliveryResult judge(MessagingException e, String host) {
    return new DeliveryResult.TemporaryFailure("no mail could be handed to " + host + ": " + reasons(e));
  }

  private static String reasons(MessagingException e) {
    return Arrays.stream(chain(e))
        .map(Throwable::getMessage)
        .map(String::valueOf)
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static boolean isPermanent(MessagingException e) {
    return Arrays.stream(chain(e))
        .map(SmtpFailure::code)
        .flatMapToInt(OptionalInt::stream)
        .anyMatch(code -> code >= 500);
  }

  private static OptionalInt code(Throwable e) {
    return switch (e) {
      case SMTPSendFailedException failure -> OptionalInt.of(failure.getReturnCode());
      case SMTPAddressFailedException failure -> OptionalInt.of(failure.getReturnCode());
      case SMTPSenderFailedException failure -> OptionalInt.of(failure.getReturnCode());
      default -> OptionalInt.empty();
    };
  }

  /** An exception and those linked to it, as this library links them. */
  private static Throwable[] chain(MessagingException e) {
    return Stream.iterate((Throwable) e, x -> x != null, SmtpFailure::next)
        .limit(8)
        .toArray(Throwable[]::new);
  }

  private static @Nullable Throwable next(Throwable e) {
    return e instanceof MessagingException messaging
        ? messaging.getNextException()
        : e.getCause();
  }
}
