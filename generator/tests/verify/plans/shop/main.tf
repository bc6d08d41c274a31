# A web shop, as somebody would deploy it: a module for each service, rules by `for_each`, groups that are not known before they exist.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variable "db_password" {
  type      = string
  sensitive = true
  default   = "hunter2-is-a-secret"
}

variable "office_range" {
  type    = string
  default = "198.51.100.0/24"
}

resource "aws_vpc" "main" {
  cidr_block = "10.20.0.0/16"
}

resource "aws_security_group" "balancer" {
  name   = "balancer"
  vpc_id = aws_vpc.main.id

  ingress {
    description      = "Shoppers"
    from_port        = 443
    to_port          = 443
    protocol         = "tcp"
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = ["::/0"]
  }

  egress {
    description     = "To the web servers"
    from_port       = 8080
    to_port         = 8080
    protocol        = "tcp"
    security_groups = [module.web.group_id]
  }
}

resource "aws_lb" "shop" {
  name               = "shop"
  load_balancer_type = "application"
  security_groups    = [aws_security_group.balancer.id]
  subnets            = ["subnet-1", "subnet-2"]
}

module "web" {
  source = "./modules/service"
  name   = "web"
  vpc_id = aws_vpc.main.id
  from   = { balancer = aws_security_group.balancer.id }
  ports  = [8080]
}

module "worker" {
  source = "./modules/service"
  name   = "worker"
  vpc_id = aws_vpc.main.id
  from   = {}
  ports  = []
}

resource "aws_security_group" "database" {
  name   = "database"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "database" {
  for_each = { web = module.web.group_id, worker = module.worker.group_id }

  security_group_id            = aws_security_group.database.id
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_vpc_security_group_ingress_rule" "office" {
  security_group_id = aws_security_group.database.id
  cidr_ipv4         = var.office_range
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}

resource "aws_db_instance" "main" {
  identifier             = "shop"
  engine                 = "postgres"
  instance_class         = "db.t3.micro"
  allocated_storage      = 20
  username               = "shop"
  password               = var.db_password
  skip_final_snapshot    = true
  vpc_security_group_ids = [aws_security_group.database.id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.main.id
  service_name = "com.amazonaws.us-east-1.s3"
}

resource "aws_vpc_security_group_egress_rule" "archive" {
  security_group_id = module.worker.group_id
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_security_group" "legacy" {
  name   = "legacy"
  vpc_id = aws_vpc.main.id

  ingress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_eip" "partner" {
  domain = "vpc"
}

resource "aws_vpc_security_group_egress_rule" "partner" {
  security_group_id = module.worker.group_id
  cidr_ipv4         = "${aws_eip.partner.public_ip}/32"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
