package org.dubnium.testbed.runpod;

import java.util.List;

/** The calls about templates. */
final class TemplateOperations {

  private final Account account;

  TemplateOperations(Account account) {
    this.account = account;
  }

  Reply list() {
    return Reply.ok(Json.list("templates", account.templates.own(), Template::json));
  }

  Reply listPublic(Route route) {
    List<Template> shown =
        route.parameter("source", "official").equals("official") ? Templates.official() : List.of();
    return Reply.ok(Json.list("templates", shown, Template::json));
  }

  Reply create(Fields body) {
    body.required("name");
    body.required("image");
    Template template = Template.unset(account.newId()).with(body);
    account.templates.put(template);
    return Reply.created(template.json());
  }

  Reply get(Route route) {
    return Reply.ok(account.templates.readable(route.id()).json());
  }

  Reply update(Route route, Fields body) {
    Template template = account.templates.own(route.id()).with(body);
    account.templates.put(template);
    return Reply.ok(template.json());
  }

  Reply delete(Route route) {
    account.templates.remove(route.id());
    return Reply.nothing();
  }
}
