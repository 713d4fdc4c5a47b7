package org.dubnium.fleet.notify;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import javax.net.ssl.SSLSocketFactory;
import org.dubnium.fleet.alert.Notification;
import org.dubnium.fleet.alert.NotificationKind;
import org.dubnium.fleet.domain.Secret;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * Mail as plain text. Each notification has a message id that does not change, and refers to the one
 * that told of the same events that they fired: a duplicate can be recognised, and what
 * belongs together is one thread.
 */
public final class EmailChannel implements Channel {

  private final SmtpSettings settings;
  private final Session session;
  private final InternetAddress from;
  private final InternetAddress[] to;

  /**
   * Makes one.
   *
   * @param tls whom to trust; the server must also be who its certificate says (RFC 6125)
   * @throws IllegalArgumentException if an address will not do
   */
  public EmailChannel(SmtpSettings settings, SSLSocketFactory tls) {
    this.settings = settings;
    this.session = Session.getInstance(properties(settings, tls));
    this.from = address(settings.from());
    this.to = settings.to().stream().map(EmailChannel::address).toArray(InternetAddress[]::new);
  }

  /** Source of the names: package org.eclipse.angus.mail.smtp's documentation. */
  private static Properties properties(SmtpSettings settings, SSLSocketFactory tls) {
    String millis = Long.toString(settings.deadline().toMillis());
    Properties properties = new Properties();
    properties.put("mail.smtp.host", settings.host());
    properties.put("mail.smtp.port", Integer.toString(settings.port()));
    properties.put("mail.smtp.connectiontimeout", millis);
    properties.put("mail.smtp.timeout", millis);
    properties.put("mail.smtp.writetimeout", millis);
    properties.put("mail.smtp.auth", Boolean.toString(settings.login().isPresent()));
    properties.put("mail.smtp.ssl.socketFactory", tls);
    properties.put("mail.smtp.ssl.socketFactory.fallback", "false");
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    boolean startTls = settings.security() == SmtpSettings.Security.STARTTLS;
    properties.put("mail.smtp.starttls.enable", Boolean.toString(startTls));
    properties.put("mail.smtp.starttls.required", Boolean.toString(startTls));
    boolean wholly = settings.security() == SmtpSettings.Security.TLS;
    properties.put("mail.smtp.ssl.enable", Boolean.toString(wholly));
    // One address that is refused must not keep the others from being told.
    properties.put("mail.smtp.sendpartial", "true");
    return properties;
  }

  private static InternetAddress address(String text) {
    try {
      return new InternetAddress(text, true);
    } catch (AddressException e) {
      throw new IllegalArgumentException("cannot use '" + text + "' as an address of mail", e);
    }
  }

  @Override
  public DeliveryResult send(Notification notification) {
    DeliveryResult result = CallDeadline.call(settings.deadline(), () -> hand(notification));
    return settings.login().isPresent()
        ? result.without(settings.login().get().password())
        : result;
  }

  private DeliveryResult hand(Notification notification) {
    try (Transport transport = session.getTransport("smtp")) {
      if (transport instanceof SMTPTransport smtp) {
        smtp.setLocalHost(HelloName.towards(settings.host(), settings.port()));
      }
      Optional<SmtpSettings.Login> login = settings.login();
      transport.connect(
          login.map(SmtpSettings.Login::user).orElse(null),
          login.map(SmtpSettings.Login::password).map(Secret::reveal).orElse(null));
      transport.sendMessage(message(notification), to);
      return new DeliveryResult.Delivered("taken by " + settings.host());
    } catch (SendFailedException e) {
      return SmtpFailure.judge(e);
    } catch (AuthenticationFailedException e) {
      return SmtpFailure.judge(e);
    } catch (MessagingException e) {
      return SmtpFailure.judge(e, settings.host());
    }
  }

  private Message message(Notification notification) throws MessagingException {
    MimeMessage message = new IdentifiedMessage(session, id(notification.id()));
    message.setFrom(from);
    message.setRecipients(Message.RecipientType.TO, to);
    message.setSubject(NotificationText.title(notification), StandardCharsets.UTF_8.name());
    message.setText(NotificationText.body(notification) + "\n", StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(NotificationText.at(notification)));
    // RFC 3834: no one's holiday notice is to answer.
    message.setHeader("Auto-Submitted", "auto-generated");
    if (notification.kind() != NotificationKind.FIRED) {
      String first = id(notification.origin());
      message.setHeader("In-Reply-To", first);
      message.setHeader("References", first);
    }
    message.saveChanges();
    return message;
  }

  private String id(UUID notification) {
    String address = from.getAddress();
    String domain = address.substring(address.lastIndexOf('@') + 1);
    return "<" + notification + "@" + domain + ">";
  }

  /** A message that keeps its id: the library would make another one at every attempt. */
  private static final class IdentifiedMessage extends MimeMessage {

    private final String id;

    IdentifiedMessage(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
