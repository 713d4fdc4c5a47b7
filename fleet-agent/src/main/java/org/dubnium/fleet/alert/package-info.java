/**
 * What is worth a person's attention: rules, when they fire and resolve, and the record of that.
 */
@NullMarked
package org.dubnium.fleet.alert;

import org.jspecify.annotations.NullMarked;
