"""What is told outside the program: by e-mail or to a robot of 企业微信, 钉钉 or 飞书, each message once."""
