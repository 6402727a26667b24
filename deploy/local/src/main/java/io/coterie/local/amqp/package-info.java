/// The message broker: a private RabbitMQ node where installed, else Apache Qpid Broker-J.
@NullMarked
package io.coterie.local.amqp;

import org.jspecify.annotations.NullMarked;
