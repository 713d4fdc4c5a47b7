/** What the fleet agent speaks of: values only, with no idea where they come from or go. */
@NullMarked
package org.dubnium.fleet.domain;

import org.jspecify.annotations.NullMarked;
