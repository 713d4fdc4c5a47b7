package org.dubnium.fleet.notify;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

/** A message with an id of ours: the library would make another one at every attempt. */
final class MailMessage extends MimeMessage {

  private final String id;

  MailMessage(Session session, String id) {
    super(session);
    this.id = id;
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }
}
