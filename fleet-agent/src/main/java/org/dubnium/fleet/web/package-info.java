/**
 * A web application over {@link org.dubnium.fleet.listen}: requests and answers, routing, who may ask
 * for what, sessions, server-sent events, the page's files. It knows no resource of the API.
 */
@NullMarked
package org.dubnium.fleet.web;

import org.jspecify.annotations.NullMarked;
