/**
 * A web application over the listeners: requests and answers, routing, access, sessions,
 * server-sent events, the dashboard's files. Uses the listeners, the host for delegations, and the
 * domain for failures; knows no resource of the API.
 */
@NullMarked
package org.dubnium.fleet.web;

import org.jspecify.annotations.NullMarked;
