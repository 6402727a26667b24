package io.coterie.kit.amqp;

import com.rabbitmq.client.ConnectionFactory;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;

/// Where the broker is: `rabbitmq-host`, `rabbitmq-port`, …, the same settings that the incoming channels read.
@ConfigMapping(prefix = "coterie.broker")
public interface BrokerConfig {
    @WithDefault("${rabbitmq-host:localhost}")
    String host();

    @WithDefault("${rabbitmq-port:5672}")
    int port();

    @WithDefault("${rabbitmq-username:guest}")
    String username();

    @WithDefault("${rabbitmq-password:guest}")
    String password();

    @WithDefault("${rabbitmq-virtual-host:/}")
    String virtualHost();

    @WithDefault("${rabbitmq-ssl:false}")
    boolean ssl();

    default ConnectionFactory connectionFactory() {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(host());
        factory.setPort(port());
        factory.setUsername(username());
        factory.setPassword(password());
        factory.setVirtualHost(virtualHost());
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(5_000);
        if (ssl()) {
            useTls(factory);
        }
        return factory;
    }

    private static void useTls(ConnectionFactory factory) {
        try {
            factory.useSslProtocol(SSLContext.getDefault());
            factory.enableHostnameVerification();
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("the JVM has no default TLS context", absent);
        }
    }
}
